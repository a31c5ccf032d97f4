import { v7, validate } from 'uuid';
/** A new UUIDv7: time-ordered, so fresh rows land at the end of every index. */ export function newId() {
    return v7();
}
export function isId(value) {
    return typeof value === 'string' && validate(value);
}
