import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './shared/theme/global.css';
import { browserClient } from '@rapport/sdk';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, layFoundation } from './app/App';
import { basePath } from './shared/basePath';
import { fetchWithStepUp } from './shared/api/stepUp';

browserClient({ baseUrl: basePath, fetch: (request) => fetchWithStepUp(request) });
const foundation = layFoundation();

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root element.');
createRoot(container).render(
  <StrictMode>
    <App {...foundation} />
  </StrictMode>,
);
