import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
export const JOB_HANDLER = 'rapport:jobHandler';
/** Marks a provider as a job handler; the registry finds it at boot. */ export function JobHandlerProvider() {
    return applyDecorators(Injectable(), SetMetadata(JOB_HANDLER, true));
}
