export default globalThis.nativeSanitizeHtml;
