/** Loaded with `--import` into a server of its own, to measure what the audit log costs. Nothing else may ever do this. */
import { AuditTrail } from '../../apps/api/dist/platform/audit/AuditTrail.js';

AuditTrail.prototype.record = () => Promise.resolve();
