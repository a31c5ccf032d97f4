/** Stands in for stylesheets in tests; class names come out as undefined. */
const emptyModule: Record<string, string> = {};
export default emptyModule;
