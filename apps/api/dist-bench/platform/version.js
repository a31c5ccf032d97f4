/** The version that /api/v1/setup and the OpenAPI document name; kept equal to package.json by a test. */ export const version = '0.1.0';
