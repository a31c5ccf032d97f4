import { isEmail } from 'class-validator';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { cutRaw } from '../csv/RowReader.js';
import { bareAddress, cleanCell, mainValue, oneLine } from './cells.js';
import { readCustomValue } from './readCustomValue.js';
import { isEmptyDate, readDate } from './readDate.js';
import { splitFullName } from './splitFullName.js';
const MAX_NAME = 200;
/** Makes contacts out of rows. Pure: the same row and plan give the same answer, so an interrupted import can be read again. */ export class RowMapper {
    constructor(plan){
        this.plan = plan;
        this.customCount = plan.columns.filter((column)=>typeof column.target !== 'string').length;
    }
    map(row) {
        const draft = {
            firstName: null,
            lastName: null,
            primaryEmail: null,
            primaryPhone: null,
            phoneE164: null,
            company: null,
            createdOn: null,
            custom: new Array(this.customCount).fill(null)
        };
        let customIndex = 0;
        for (const column of this.plan.columns){
            const place = typeof column.target === 'string' ? -1 : customIndex++;
            const cell = cleanCell(row.cells[column.index] ?? '');
            if (cell === '') continue;
            const problem = damageIn(cell) ?? this.put(draft, column, {
                cell,
                place
            });
            if (problem) return reject(row, column.name, problem);
        }
        return isNobody(draft) ? reject(row, null, NOBODY) : {
            line: row.line,
            rowNumber: row.rowNumber,
            raw: cutRaw(row.raw),
            ...draft
        };
    }
    put(draft, column, { cell, place }) {
        const { target } = column;
        if (typeof target !== 'string') return this.putCustom(draft, column, {
            rule: target,
            cell,
            place
        });
        const text = oneLine(this.plan.hasMultiValues ? mainValue(cell) : cell);
        if (text === '') return null;
        switch(target){
            case 'firstName':
            case 'lastName':
            case 'company':
                draft[target] = text;
                return text.length > MAX_NAME ? tooLong(column.name) : null;
            case 'fullName':
                {
                    const { firstName, lastName } = splitFullName(text);
                    draft.firstName ??= firstName || null;
                    draft.lastName ??= lastName || null;
                    return text.length > MAX_NAME ? tooLong(column.name) : null;
                }
            case 'primaryEmail':
                return putEmail(draft, text);
            case 'primaryPhone':
                return this.putPhone(draft, text);
            case 'createdOn':
                return putCreatedOn(draft, text, column.dateOrder);
        }
    }
    putCustom(draft, column, { rule, cell, place }) {
        const read = readCustomValue(cell, rule, {
            dateOrder: column.dateOrder,
            hasDecimalComma: this.plan.hasDecimalComma
        });
        if ('problem' in read) return {
            code: `customField.${rule.fieldType}Invalid`,
            reason: `${rule.label}: ${read.problem}`
        };
        draft.custom[place] = read.value;
        return null;
    }
    /** A number of an unknown country is kept as typed: it is worth more than nothing, and a person can mend it. */ putPhone(draft, text) {
        const typed = text.replace(/^'/, '');
        if (typed.replace(/\D/g, '').length < 3 || typed.length > 40) return {
            code: 'phone.invalid',
            reason: `“${typed.slice(0, 60)}” is not a phone number.`
        };
        const parsed = parsePhoneNumberFromString(typed, this.plan.defaultCountry ?? undefined);
        draft.primaryPhone = typed;
        draft.phoneE164 = parsed?.isValid() ? parsed.number : null;
        return null;
    }
}
const NOBODY = {
    code: 'contact.empty',
    reason: 'None of the chosen columns has a value in this row, so there is nobody to add.'
};
const WRONG_BYTES = {
    code: 'row.invalidBytes',
    reason: 'This cell holds bytes that are no characters in the chosen encoding. Import the file again with another encoding, or mend the row.'
};
const NUL = {
    code: 'row.nulCharacter',
    reason: 'This cell holds a NUL character, which no text contains. The file may be damaged.'
};
function damageIn(cell) {
    if (cell.includes('\ufffd')) return WRONG_BYTES;
    return cell.includes('\0') ? NUL : null;
}
function putEmail(draft, text) {
    const address = bareAddress(text);
    if (!isEmail(address)) return {
        code: 'email.invalid',
        reason: `“${address.slice(0, 100)}” is not an e-mail address.`
    };
    draft.primaryEmail = address;
    return null;
}
function putCreatedOn(draft, text, order) {
    if (isEmptyDate(text)) return null;
    const parts = readDate(text, order);
    if (!parts) return {
        code: 'date.invalid',
        reason: `“${text.slice(0, 60)}” is not a date. Write it as 2025-03-31.`
    };
    draft.createdOn = parts.instant;
    return null;
}
function isNobody({ firstName, lastName, primaryEmail, primaryPhone, company }) {
    return firstName === null && lastName === null && primaryEmail === null && primaryPhone === null && company === null;
}
function tooLong(column) {
    return {
        code: 'value.tooLong',
        reason: `${column} is longer than ${MAX_NAME} characters.`
    };
}
function reject(row, column, problem) {
    return {
        line: row.line,
        rowNumber: row.rowNumber,
        column,
        ...problem,
        raw: cutRaw(row.raw)
    };
}
