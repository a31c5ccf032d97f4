import base from './jest.config.mjs';
export default { projects: base.projects.filter((p) => p.displayName !== 'web').map(p=>({...p, rootDir:'/tmp/wt/data'})) };
