export function personName(row) {
    const name = [
        row.first_name,
        row.last_name
    ].filter(Boolean).join(' ');
    return name || row.primary_email || row.company || 'Somebody without a name';
}
/** One line for a timeline entry; `content` is the stored JSON of its type. */ export function activityTitle(type, content) {
    const text = (name)=>textOf(content, name);
    switch(type){
        case 'email':
            return text('subject') ? `E-mail: ${text('subject')}` : 'E-mail';
        case 'text':
            return text('message') || 'Text message';
        case 'call':
            return 'Call';
        case 'stage_change':
            return `Moved to ${text('new_list') || 'no stage'}`;
        case 'note':
            return text('text') || 'Note';
        default:
            return text('message') || text('response') || 'Change';
    }
}
function textOf(content, name) {
    const values = JSON.parse(content);
    const value = values[name];
    return typeof value === 'string' ? value.slice(0, 200) : '';
}
