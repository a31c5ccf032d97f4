/** Takes jobs from the queue and runs their handlers. One per process. */ export class JobWorker {
}
export async function runHandler(handler, payload, run, deliverTwice) {
    await handler.handle(payload, run);
    if (deliverTwice) await handler.handle(payload, run);
}
/** True when `work` ended in time. */ export async function endedWithin(work, deadlineMs) {
    let timer;
    const deadline = new Promise((resolve)=>{
        timer = setTimeout(()=>resolve(false), deadlineMs);
    });
    try {
        return await Promise.race([
            work.then(()=>true, ()=>true),
            deadline
        ]);
    } finally{
        clearTimeout(timer);
    }
}
