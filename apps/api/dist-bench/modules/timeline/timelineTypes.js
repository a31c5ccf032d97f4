export const TIMELINE_TYPES = [
    'email',
    'text',
    'call',
    'ai',
    'stage_change',
    'note',
    'system'
];
