import base from './jest.config.mjs';
export default { testTimeout: 30000, projects: base.projects.filter((p) => p.displayName !== 'web').map(p=>({...p, rootDir:'/tmp/wt/data'})) };
