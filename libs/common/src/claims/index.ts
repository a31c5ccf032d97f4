export { checkClaims, CLAIM_KINDS, type ClaimFinding, type ClaimKind, type Evidence } from './checkClaims.js';
export { Redaction } from './Redaction.js';
