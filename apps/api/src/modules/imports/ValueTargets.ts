import { fieldRules, foldedName, optionsOfField } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { requireScope } from '../../platform/security/fieldScopes.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ListService } from '../lists/ListService.js';
import type { ImportColumn, ImportRecord } from './Import.js';
import { nameOfOtherKind, unknownUse } from './importErrors.js';
import { isKnownOption } from './mapping/columnValues.js';
import { findList } from './mapping/listNames.js';
import { customFieldOf } from './mapping/targets.js';

/** Makes the lists, stages and options that a person has decided to add. Inside the unit of work that starts the import. */
@Injectable()
export class ValueTargets {
  constructor(
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
  ) {}

  async make(ctx: WorkspaceContext, columns: readonly ImportColumn[]): Promise<void> {
    for (const column of columns) {
      const { target } = column;
      if (target === 'lists' || target === 'stage') await this.makeLists(ctx, column, target);
      else if (customFieldOf(target) !== null) await this.makeOptions(ctx, column);
    }
  }

  /** Throws what making them would throw for a name that cannot be made, or a list, stage or option that is gone. */
  async check(ctx: WorkspaceContext, { table, startedAt }: Pick<ImportRecord, 'table' | 'startedAt'>): Promise<void> {
    if (startedAt !== null) return;
    const lists = await this.lists.listNames(ctx);
    for (const { target, header, choices = [] } of table.columns) {
      if (target !== 'lists' && target !== 'stage') continue;
      const own = lists.filter(({ isPrimary }) => isPrimary === (target === 'stage'));
      const others = lists.filter((list) => !own.includes(list));
      for (const { value, choice, use } of choices) {
        if (choice === 'add' && !findList(own, value) && others.some(({ name }) => name === value)) throw nameOfOtherKind(value, target);
        if (choice === 'use' && !findList(own, use ?? '')) throw unknownUse(use ?? '', header);
      }
    }
  }

  private async makeLists(ctx: WorkspaceContext, { choices = [] }: ImportColumn, target: 'lists' | 'stage'): Promise<void> {
    for (const { value, choice } of choices) {
      if (choice !== 'add') continue;
      // Made one by one: a name that comes twice, in another case, is one list.
      const own = (await this.lists.listNames(ctx)).filter(({ isPrimary }) => isPrimary === (target === 'stage'));
      if (findList(own, value)) continue;
      requireScope(ctx, 'lists:write');
      await this.lists.create(ctx, { name: value, isPrimary: target === 'stage' });
    }
  }

  private async makeOptions(ctx: WorkspaceContext, { target, header, choices = [] }: ImportColumn): Promise<void> {
    const fieldName = customFieldOf(target);
    const definition = (await this.customFields.list(ctx)).find((candidate) => candidate.fieldName === fieldName);
    if (!definition || !fieldRules(definition.fieldType).hasOptions) return;
    const options = optionsOfField(definition);
    const gone = choices.find(({ choice, use }) => choice === 'use' && !options.some(({ label }) => label === use));
    if (gone) throw unknownUse(gone.use ?? '', header);
    const added = new Map(
      choices
        .filter(({ value, choice }) => choice === 'add' && !isKnownOption(value, { options }))
        .map(({ value }) => [foldedName(value), value]),
    );
    if (added.size === 0) return;
    requireScope(ctx, 'fields:write');
    await this.customFields.update(ctx, definition.id, { options: [...definition.options, ...added.values()] });
  }
}
