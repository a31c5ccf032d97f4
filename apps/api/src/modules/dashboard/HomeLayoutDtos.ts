import { BoolField, EnumListField } from '../../platform/http/fields.js';
import { HOME_WIDGETS, type HomeWidget } from './homeLayout.js';

const WIDGETS = { name: 'HomeWidget' };

export class SaveHomeLayoutDto {
  @EnumListField(HOME_WIDGETS, { ...WIDGETS, description: 'The left column from top to bottom' })
  left!: HomeWidget[];

  @EnumListField(HOME_WIDGETS, { ...WIDGETS, description: 'The right column from top to bottom' })
  right!: HomeWidget[];

  @EnumListField(HOME_WIDGETS, { ...WIDGETS, description: 'Not shown; they can be added again' })
  hidden!: HomeWidget[];
}

export class HomeLayoutDto extends SaveHomeLayoutDto {
  @BoolField({ description: 'The caller has not arranged anything yet' })
  isDefault!: boolean;
}
