export function presentEntry(row) {
    const content = JSON.parse(row.content);
    return {
        id: row.id,
        contactId: row.contactId,
        type: row.type,
        content,
        status: row.status,
        timestamp: row.timestamp,
        title: titleOf(row.type, content),
        campaignId: row.campaignId,
        messageId: row.messageId,
        actorName: row.actorName
    };
}
function titleOf(type, content) {
    switch(type){
        case 'email':
            return text(content['subject']) || 'E-mail';
        case 'text':
            return 'Text message';
        case 'call':
            return 'Call';
        case 'ai':
            return 'Assistant';
        case 'note':
            return 'Note';
        case 'stage_change':
            return stageTitle(text(content['old_list']), text(content['new_list']));
        case 'system':
            return text(content['message']);
    }
}
function stageTitle(from, to) {
    if (from && to) return `Moved from ${from} to ${to}`;
    return to ? `Moved to ${to}` : `Left ${from}`;
}
function text(value) {
    return typeof value === 'string' ? value : '';
}
