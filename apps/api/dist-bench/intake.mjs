import { openPlatform, closePlatform } from './openPlatform.js';
import { createApp } from './createApp.js';
import { readConfig } from './platform/config/AppConfig.js';
import { AppLogger } from './platform/logging/AppLogger.js';
import { jobContext } from './platform/context/contexts.js';
import { UnitOfWork } from './platform/database/UnitOfWork.js';
import { ContactIntakeService } from './modules/lists/ContactIntakeService.js';
import { newId } from './platform/database/ids.js';
import { rmSync } from 'node:fs';
const dir = '/tmp/data-pg/intake'; rmSync(dir, {recursive:true, force:true});
const env = { PORT:'0', DATA_DIR: dir, ...(process.env.PG ? {DATABASE_URL: process.env.PG} : {}) };
const config = readConfig(env, dir + '/none');
const services = await openPlatform(config, { logger: new AppLogger('error') });
const app = await createApp(services);
const uow = app.get(UnitOfWork, {strict:false}), intake = app.get(ContactIntakeService, {strict:false});
const m = services.dataSource.manager; const now = new Date().toISOString();
const uid = newId(), ws = newId(); const pg = !!process.env.PG;
await m.query(`INSERT INTO users (id,email,password_hash,name,created_at) VALUES ('${uid}','a${uid}@example.com','x','A','${now}')`);
await m.query(`INSERT INTO workspaces (id,user_id,name,created_at) VALUES ('${ws}','${uid}','W','${now}')`);
const F = process.env.FIELDS ? 5 : 0; const fields = [];
for (let i=0;i<F;i++) { const id=newId(); fields.push({definitionId:id, fieldName:'f'+i, fieldType:'text'}); await m.query(`INSERT INTO custom_field_definitions (id,workspace_id,field_name,label,field_type,created_at) VALUES ('${id}','${ws}','f${i}','F${i}','text','${now}')`); }
const ctx = jobContext(m, ws, 'bench');
const firsts=['Ann','Bob','Carla','Dmitri','Eva','Farid','Gita','Hans','Ines','Jamal','Kei','Lena'], lasts=['Smith','Müller','Okafor','Rossi','Tanaka','Silva','Novak','Andersson','Dubois','Garcia'];
const N = Number(process.env.N ?? 100000), B = Number(process.env.B ?? 5000);
let max=0; const t0=performance.now(); const c0=process.cpuUsage();
for (let b=0;b<N/B;b++) {
  const rows=[]; for (let i=0;i<B;i++){ const n=b*B+i; const r=(n*7919)%1000003; rows.push({firstName:firsts[r%12], lastName:lasts[r%10]+r%5000, primaryEmail:`p${r}.${n}@mail${n%97}.example.com`, primaryPhone:'+4930'+(10000000+r), phoneE164:'+4930'+(10000000+r), company:'Company '+(r%5000), createdOn:null, custom:fields.map((_,k)=>'value '+k+' '+r%100)}); }
  const tb=performance.now();
  const out = await uow.run(ctx, (ctx)=>intake.take(ctx, {mode:'createAndUpdate', fields, listId:null, importId:null}, rows));
  max=Math.max(max, performance.now()-tb);
  if (out.some(o=>o.kind!=='created')) { console.log(out.find(o=>o.kind!=='created')); process.exit(1);} 
  if (process.env.V && b%20===19) console.log((b+1)*B, Math.round((b+1)*B/((performance.now()-t0)/1000)), 'rows/s');
}
const s=(performance.now()-t0)/1000, c=process.cpuUsage(c0);
console.log(pg?'pg':'sqlite', 'fields',F,'N',N,'B',B, Math.round(N/s),'rows/s', 'cpu us/row', ((c.user+c.system)/N).toFixed(1), 'max batch ms', max.toFixed(0), 'rss MB', (process.memoryUsage.rss()/1e6).toFixed(0));
await app.close(); await closePlatform(services); process.exit(0);
