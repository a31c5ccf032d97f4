/** Declarations and rules without the constructs that load or run something. Layout, colours and media queries stay. */ export function cleanCss(css) {
    return unescapeCss(css).replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '').replace(/expression\s*\(|-moz-binding|behaviou?r\s*:|javascript\s*:|vbscript\s*:/gi, 'x-removed:').replace(/url\(([^)]*)\)/gi, (whole, target)=>LOADABLE.test(target.replace(/[\s"']/g, '')) ? whole : 'none').replace(/</g, '');
}
const LOADABLE = /^(?:https?:\/\/|cid:|data:image\/(?:png|jpe?g|gif|webp);)/i;
/** A whole <style> block: also without @import and without anything that could end the block early. */ export function cleanStyleSheet(css) {
    return cleanCss(css).replace(/@(?:import|charset|namespace)\b[^;]*(?:;|$)/gi, '');
}
/** `\65 xpression` spells a word that a reader of the source would miss; mail needs no escapes except quoted ones, which may go too. */ function unescapeCss(css) {
    return css.replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex)=>{
        const code = parseInt(hex, 16);
        return code >= 32 && code < 127 ? String.fromCharCode(code) : '';
    }).replace(/\\/g, '');
}
