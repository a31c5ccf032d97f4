import { plural } from '../../shared/format/format';
import { confirmAction } from '../../shared/ui/confirm';

/** Whoever approves with open comments is asked once; without them nothing is asked. */
export function askDespiteComments(open: number, confirm: string, onConfirm: () => void): void {
  if (open === 0) return onConfirm();
  confirmAction({
    title: `Approve with ${plural(open, 'open comment')}?`,
    consequences: ['The approval covers the campaign as it is now. Comments stay open after it, and hold nothing up.'],
    confirm,
    isDestructive: false,
    onConfirm,
  });
}
