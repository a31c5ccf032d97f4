import { Logger } from 'graphile-worker';
/** Handlers' failures are logged by our worker; of the rest only what a person should see passes. */ export function graphileLogger(logger) {
    return new Logger(()=>(level, message)=>{
            if (String(level) === 'error' && !message.startsWith('Failed task')) logger.failure('jobs.engine', message);
            else if (String(level) === 'warning') logger.warn('jobs.engine', {
                message
            });
        });
}
