import { CalendarDay } from './renderScope.js';
/** Under this name the time zone travels beside the values; no template can write a name with a space. */ export const TIME_ZONE = ' timeZone';
/** A value between tags: markup becomes text, and the line breaks of a postal address or a note stay visible. */ export function escapeForHtml(value) {
    const text = asText(value);
    return /[&<>"'\r\n]/.test(text) ? text.replace(/[&<>"']/g, (char)=>ENTITIES[char]).replace(/\r\n?|\n/g, '<br>') : text;
}
/** Added by the compiler where an output stands in an attribute, a style or a link. Each still passes escapeForHtml afterwards. */ export const contextFilters = {
    __line: (value)=>asText(value).replace(/\s+/g, ' '),
    __css: (value)=>asText(value).replace(/[^\w\s#%.,-]/g, ''),
    __url: (value)=>safeUrl(asText(value)),
    __url_part: (value)=>encodeURIComponent(asText(value).replace(/\p{Surrogate}/gu, '')).replace(/%40/g, '@').replace(/%2F/gi, '/')
};
/**
 * A calendar date is the same day everywhere; a moment is shown in the workspace's time zone. Liquid's own filter would use the
 * server's zone for both, so that a birthday could move by one day.
 */ export function dateFilter(builtIn) {
    const format = typeof builtIn === 'function' ? builtIn : builtIn.handler;
    return function(value, pattern) {
        const plain = value instanceof CalendarDay ? value.iso : value;
        if (typeof plain === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(plain)) return format.call(this, `${plain}T00:00:00Z`, pattern, 0);
        const zone = Reflect.get(this.context.globals, TIME_ZONE);
        return format.call(this, plain, pattern, typeof zone === 'string' ? zone : 0);
    };
}
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;'
};
export function asText(value) {
    if (typeof value === 'string') return value;
    if (value === null || value === undefined) return '';
    if (Array.isArray(value)) return value.map(asText).join('');
    if (typeof value === 'number' || typeof value === 'boolean' || value instanceof CalendarDay) return String(value);
    return '';
}
/** A whole address from a value: web, mail and phone links pass, `acme.test/x` becomes https, everything else leads nowhere. */ function safeUrl(value) {
    // Browsers skip control characters inside a scheme, so they must go first
    const url = value.replace(/[\u0000-\u0020\u007f-\u00a0\u200b\u2028\u2029\ufeff]/g, '');
    if (url === '') return '';
    if (/^(?:https?:\/\/|mailto:|tel:|sms:|cid:)/i.test(url)) return url;
    if (/^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]*$/i.test(url)) return url;
    return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)/.test(url) ? `https://${url}` : '#';
}
