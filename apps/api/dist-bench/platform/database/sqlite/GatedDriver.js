/** What a query runner needs of the driver that made it. */ export { };
