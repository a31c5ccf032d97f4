/** What other modules use of this one besides its services. */
export type { SecretTestDto as SecretTest } from './SecretDtos.js';
export type { SecretMark } from './SecretRepository.js';
export { secretPlace } from './secretPlace.js';
export type { BrandingDto as Branding } from './SettingsDtos.js';
