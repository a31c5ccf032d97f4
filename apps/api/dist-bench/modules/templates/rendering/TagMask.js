import { scanTemplate } from '@rapport/common';
const FILTER_OF = {
    text: '',
    attribute: '__line',
    css: '__css',
    url: '__url',
    urlPart: '__url_part'
};
/**
 * Sanitiser, inliner and text converter understand HTML, not Liquid: they would encode, move or break merge tags. So each tag
 * is hidden behind a plain word while they work and put back afterwards, once for the HTML and once for the text part.
 */ export class TagMask {
    /** `sources` is everything that will be hidden; the words are chosen so that they occur nowhere in it. */ constructor(sources){
        this.tags = [];
        let nonce = 0;
        while(sources.some((source)=>source.includes(`lq${nonce}x`)))nonce += 1;
        this.nonce = `lq${nonce}x`;
        this.word = new RegExp(`${this.nonce}(\\d+)z`, 'g');
    }
    /** Comments vanish here: nobody receives them. */ hide(source) {
        let inComment = false;
        return scanTemplate(source).map((token)=>{
            const name = token.kind === 'tag' ? /^\S*/.exec(token.content)?.[0] : '';
            if (inComment || name === 'comment') {
                inComment = name !== 'endcomment';
                return '';
            }
            return token.kind === 'output' || token.kind === 'tag' ? this.add(token.raw, token.kind) : token.raw;
        }).join('');
    }
    /** Marks every tag that occurs in `value`, a piece of markup that stands in one place. */ place(value, place) {
        for (const match of value.matchAll(this.word))this.tagAt(match).place = place;
    }
    /** In a link, what comes before any letter is the start of the address; the rest only fills it in. */ placeInUrl(value) {
        let isStart = true;
        let end = 0;
        for (const match of value.matchAll(this.word)){
            if (match.index > end && value.slice(end, match.index).trim() !== '') isStart = false;
            const tag = this.tagAt(match);
            tag.place = isStart ? 'url' : 'urlPart';
            if (tag.kind === 'output') isStart = false;
            end = match.index + match[0].length;
        }
    }
    /** Takes block tags out of `value` and keeps outputs: for style sheets, where a condition would break the parser. */ dropBlocks(value) {
        return value.replace(this.word, (word, index)=>this.tags[Number(index)]?.kind === 'tag' ? '' : word);
    }
    without(value) {
        return value.replace(this.word, '');
    }
    /** The pieces of `value` between block tags, outputs removed: each may become the start of what a reader sees. */ pieces(value) {
        return value.replace(this.word, (_, index)=>this.tags[Number(index)]?.kind === 'tag' ? '\u0000' : '').split('\u0000');
    }
    reveal(masked) {
        return masked.replace(this.word, (_, index)=>{
            const tag = this.tags[Number(index)];
            const filter = tag.kind === 'output' ? FILTER_OF[tag.place] : '';
            return filter === '' ? tag.raw : tag.raw.replace(/\s*(-?)\}\}$/, ` | ${filter} $1}}`);
        });
    }
    /** Tags that were hidden and are not in `masked` any more. */ missingFrom(masked) {
        const present = new Set([
            ...masked.matchAll(this.word)
        ].map((match)=>Number(match[1])));
        return this.tags.filter((_, index)=>!present.has(index)).map((tag)=>tag.raw);
    }
    add(raw, kind) {
        this.tags.push({
            raw,
            kind,
            place: 'text'
        });
        return `${this.nonce}${this.tags.length - 1}z`;
    }
    tagAt(match) {
        return this.tags[Number(match[1])];
    }
}
