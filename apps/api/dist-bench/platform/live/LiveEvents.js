import { Observable, Subject } from 'rxjs';
/** Best-effort news for open pages; a lost one is made good by the next or by a reload. Never a source of truth. */ export class LiveEvents {
    stream(workspaceId) {
        return new Observable((subscriber)=>this.events.subscribe({
                next: (addressed)=>{
                    if (addressed.workspaceId === workspaceId) subscriber.next(addressed.event);
                },
                complete: ()=>subscriber.complete()
            }));
    }
    deliver(workspaceId, event) {
        this.events.next({
            workspaceId,
            event
        });
    }
    /** Ends every open stream, so that the server can stop. */ async close() {
        this.events.complete();
    }
    constructor(){
        this.events = new Subject();
    }
}
/** One process: publish is deliver. */ export class InProcessLiveEvents extends LiveEvents {
    publish(workspaceId, event) {
        this.deliver(workspaceId, event);
    }
}
