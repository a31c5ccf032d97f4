/** What other modules use of this one besides its services. */
export type { BrandingDto as Branding } from './SettingsDtos.js';
