/** What one message is rendered with. Missing values are null; the fallback written in the template then stands in. */ export { };
