const FIELD_NAME = /^[a-z][a-z0-9_]{0,59}$/;
export function isFieldName(text) {
    return FIELD_NAME.test(text);
}
/** `T-shirt size (EU)` becomes `t_shirt_size_eu`. */ export function fieldNameOf(label) {
    const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
    const name = /^[a-z]/.test(plain) ? plain : `field_${plain}`;
    return name.slice(0, 60).replace(/_+$/, '');
}
