function _ts_decorate(decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") {
        r = Reflect.decorate(decorators, target, key, desc);
    } else {
        for(var i = decorators.length - 1; i >= 0; i--){
            if (d = decorators[i]) {
                r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
            }
        }
    }
    return c > 3 && r && Object.defineProperty(target, key, r), r;
}
function _ts_metadata(metadataKey, metadataValue) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") {
        return Reflect.metadata(metadataKey, metadataValue);
    }
}
import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactPartReferences } from '../contacts/ContactPartReferences.js';
import { badDefault, badFieldName, badFieldValues, customFieldNotFound, fieldNameTaken, optionsRequired } from './customFieldErrors.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
import { fieldNameOf, isFieldName } from './fieldNames.js';
import { readFieldValue } from './readFieldValue.js';
export class CustomFieldService {
    constructor(fields, parts, unitOfWork, clock){
        this.fields = fields;
        this.parts = parts;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }
    onModuleInit() {
        this.parts.registerCustomFields({
            load: (ctx, contactId)=>this.fields.listValues(ctx, contactId),
            save: (ctx, contactId, values, isNew)=>this.saveValues(ctx, contactId, values, isNew)
        });
    }
    async list(ctx) {
        return (await this.fields.listDefinitions(ctx)).map(present);
    }
    valuesOf(ctx, contactId) {
        return this.fields.listValues(ctx, contactId);
    }
    async create(ctx, input) {
        const fieldName = input.fieldName || fieldNameOf(input.label);
        if (!isFieldName(fieldName)) throw badFieldName();
        const definition = checked({
            id: newId(),
            fieldName,
            label: input.label,
            fieldType: input.fieldType,
            options: optionsOf(input.options),
            isRequired: input.isRequired ?? false,
            defaultValue: input.defaultValue ?? null
        });
        if (!await this.fields.insertDefinition(ctx, definition, nowIso(this.clock))) throw fieldNameTaken(fieldName);
        return present(definition);
    }
    update(ctx, id, input) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const before = (await this.fields.listDefinitions(ctx)).find((definition)=>definition.id === id);
            if (!before) throw customFieldNotFound();
            const definition = checked({
                ...before,
                label: input.label ?? before.label,
                options: input.options ? optionsOf(input.options) : before.options,
                isRequired: input.isRequired ?? before.isRequired,
                defaultValue: input.defaultValue === undefined ? before.defaultValue : input.defaultValue
            });
            await this.fields.updateDefinition(ctx, definition);
            return present(definition);
        });
    }
    async delete(ctx, id) {
        if (!await this.fields.deleteDefinition(ctx, id)) throw customFieldNotFound();
    }
    async saveValues(ctx, contactId, values, isNew) {
        if (!isNew && Object.keys(values).length === 0) return;
        const definitions = await this.fields.listDefinitions(ctx);
        const { writes, cleared, problems } = readValues(definitions, values, isNew);
        if (problems.length > 0) throw badFieldValues(problems);
        for (const fieldName of isNew ? [] : cleared)await this.fields.deleteValue(ctx, contactId, fieldName);
        await this.fields.writeMany(ctx, writes.map((write)=>({
                ...write,
                contactId
            })), nowIso(this.clock));
    }
}
CustomFieldService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof CustomFieldRepository === "undefined" ? Object : CustomFieldRepository,
        typeof ContactPartReferences === "undefined" ? Object : ContactPartReferences,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], CustomFieldService);
function readValues(definitions, values, isNew) {
    const read = {
        writes: [],
        cleared: [],
        problems: []
    };
    const known = new Set(definitions.map((definition)=>definition.fieldName));
    for (const name of Object.keys(values)){
        if (!known.has(name)) read.problems.push(problem(name, 'customField.unknown', `There is no custom field "${name}".`));
    }
    for (const definition of definitions){
        const { fieldName, label, isRequired, defaultValue } = definition;
        if (!isNew && !(fieldName in values)) continue;
        const result = readFieldValue(definition, values[fieldName]);
        if ('problem' in result) {
            read.problems.push(problem(fieldName, 'customField.invalid', result.problem));
            continue;
        }
        const value = result.value ?? (isNew && !(fieldName in values) ? defaultValue : null);
        if (value !== null) read.writes.push({
            definition,
            value
        });
        else if (isRequired) read.problems.push(problem(fieldName, 'customField.required', `${label} must have a value.`));
        else read.cleared.push(fieldName);
    }
    return read;
}
function problem(fieldName, code, message) {
    return {
        field: `customFields.${fieldName}`,
        code,
        message
    };
}
function checked(definition) {
    if (definition.fieldType === 'select' && definition.options.length === 0) throw optionsRequired();
    const initial = readFieldValue(definition, definition.defaultValue);
    if ('problem' in initial) throw badDefault(initial.problem);
    return {
        ...definition,
        defaultValue: initial.value
    };
}
function optionsOf(options) {
    return [
        ...new Set((options ?? []).map((option)=>option.trim()).filter(Boolean))
    ];
}
function present({ options, ...definition }) {
    return {
        ...definition,
        options: [
            ...options
        ]
    };
}
