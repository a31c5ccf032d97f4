import type { FieldEditor } from '@rapport/common';
import {
  type Icon,
  IconAlignLeft,
  IconAt,
  IconCalendar,
  IconCalendarTime,
  IconCircleDot,
  IconCoin,
  IconHash,
  IconLink,
  IconListCheck,
  IconPhone,
  IconToggleLeft,
  IconTypography,
} from '@tabler/icons-react';

/** One for each way in which a value is asked for. */
export const FIELD_ICONS: Readonly<Record<FieldEditor, Icon>> = {
  text: IconTypography,
  longText: IconAlignLeft,
  number: IconHash,
  money: IconCoin,
  date: IconCalendar,
  dateTime: IconCalendarTime,
  switch: IconToggleLeft,
  choice: IconCircleDot,
  choices: IconListCheck,
  url: IconLink,
  email: IconAt,
  phone: IconPhone,
};
