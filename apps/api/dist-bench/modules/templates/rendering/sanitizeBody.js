import sanitizeHtml from 'sanitize-html';
import { cleanCss, cleanStyleSheet } from './cleanCss.js';
/**
 * What a mail may contain: text, lists, tables, images, links, inline styles, classes and style sheets. Scripts, forms, frames,
 * event handlers and addresses that run code go; so do comments, where old mail programs hide markup. `html` has its tags masked.
 */ export function sanitizeBody(html, mask) {
    const clean = sanitizeHtml(html, {
        allowedTags: ALLOWED_TAGS,
        allowedAttributes: {
            '*': ALLOWED_ATTRIBUTES
        },
        // Style sheets are cleaned below; the option only silences the warning about allowing <style>.
        allowVulnerableTags: true,
        allowedSchemes: [
            'http',
            'https',
            'mailto',
            'tel',
            'sms'
        ],
        allowedSchemesByTag: {
            img: [
                'http',
                'https',
                'data',
                'cid'
            ]
        },
        allowProtocolRelative: false,
        parseStyleAttributes: false,
        nonTextTags: [
            'script',
            'textarea',
            'option',
            'noscript',
            'title',
            'iframe',
            'object',
            'svg',
            'math',
            'template',
            'noembed',
            'xmp'
        ],
        nestingLimit: 200,
        transformTags: {
            '*': (tagName, attributes)=>({
                    tagName: tagName === 'body' ? 'div' : tagName,
                    attribs: cleanAttributes(tagName, attributes, mask)
                })
        }
    });
    return clean.replace(/(<style[^>]*>)([\s\S]*?)(<\/style>)/gi, (_, open, css, close)=>{
        const safe = cleanStyleSheet(mask.dropBlocks(css));
        mask.place(safe, 'css');
        return open + safe + close;
    });
}
const ALLOWED_TAGS = [
    'a',
    'abbr',
    'address',
    'article',
    'b',
    'big',
    'blockquote',
    'br',
    'caption',
    'center',
    'cite',
    'code',
    'col',
    'colgroup',
    'dd',
    'del',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'font',
    'footer',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'header',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'main',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'section',
    'small',
    'span',
    'strike',
    'strong',
    'style',
    'sub',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'tr',
    'tt',
    'u',
    'ul'
];
const URL_ATTRIBUTES = [
    'href',
    'src',
    'background'
];
const ALLOWED_ATTRIBUTES = [
    ...URL_ATTRIBUTES,
    'align',
    'alt',
    'aria-*',
    'bgcolor',
    'border',
    'cellpadding',
    'cellspacing',
    'class',
    'color',
    'colspan',
    'dir',
    'face',
    'height',
    'hspace',
    'id',
    'lang',
    'media',
    'name',
    'nowrap',
    'rel',
    'role',
    'rowspan',
    'scope',
    'size',
    'start',
    'style',
    'target',
    'title',
    'type',
    'valign',
    'vspace',
    'width'
];
function cleanAttributes(tagName, attributes, mask) {
    const cleaned = {};
    for (const [name, value] of Object.entries(attributes)){
        if (URL_ATTRIBUTES.includes(name)) {
            const url = cleanUrl(value, mask, tagName === 'img' && name === 'src');
            if (url !== null) cleaned[name] = url;
        } else if (name === 'style') {
            cleaned[name] = cleanCss(value);
            mask.place(value, 'css');
        } else {
            cleaned[name] = value;
            mask.place(value, 'attribute');
        }
    }
    return cleaned;
}
function cleanUrl(value, mask, isImage) {
    const allowed = isImage ? /^(?:https?:|cid:|data:image\/(?:png|jpe?g|gif|webp);)/i : /^(?:https?:|mailto:|tel:|sms:)/i;
    // Browsers skip control characters inside a scheme, so they must go first
    const compact = value.replace(/[\u0000-\u0020\u007f-\u00a0\u200b\ufeff]/g, '');
    for (const piece of [
        mask.without(compact),
        ...mask.pieces(compact)
    ]){
        if (/^[a-z0-9+.-]*:/i.test(piece) && !allowed.test(piece)) return null;
    }
    mask.placeInUrl(compact);
    // Mail has no page that a protocol could be taken from.
    return compact.startsWith('//') ? `https:${compact}` : compact;
}
