/** What is opened before the application is put together, so that each failure has its own clear sentence. */ export { };
