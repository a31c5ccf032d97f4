import type { Area } from '../Area';

/** Campaigns, the calendar, templates and the mail lab. */
export const area: Area = {
  routes: [
    { path: 'campaigns', lazy: async () => ({ Component: (await import('../pages/CampaignsPage')).CampaignsPage }) },
    { path: 'campaigns/new', lazy: async () => ({ Component: (await import('../pages/NewCampaignPage')).NewCampaignPage }) },
    { path: 'campaigns/:campaignId', lazy: async () => ({ Component: (await import('../pages/CampaignPage')).CampaignPage }) },
    { path: 'campaigns/:campaignId/edit', lazy: async () => ({ Component: (await import('../pages/CampaignEditPage')).CampaignEditPage }) },
    {
      path: 'campaigns/:campaignId/review',
      lazy: async () => ({ Component: (await import('../pages/CampaignReviewPage')).CampaignReviewPage }),
    },
    {
      path: 'campaigns/:campaignId/recipients',
      lazy: async () => ({ Component: (await import('../pages/CampaignRecipientsPage')).CampaignRecipientsPage }),
    },
    { path: 'calendar', lazy: async () => ({ Component: (await import('../pages/CalendarPage')).CalendarPage }) },
    { path: 'templates', lazy: async () => ({ Component: (await import('../pages/TemplatesPage')).TemplatesPage }) },
    { path: 'templates/new', lazy: async () => ({ Component: (await import('../pages/TemplatePage')).TemplatePage }) },
    { path: 'templates/images', lazy: async () => ({ Component: (await import('../pages/ImagesPage')).ImagesPage }) },
    { path: 'templates/snippets', lazy: async () => ({ Component: (await import('../pages/SnippetsPage')).SnippetsPage }) },
    { path: 'templates/snippets/new', lazy: async () => ({ Component: (await import('../pages/SnippetPage')).SnippetPage }) },
    { path: 'templates/snippets/:snippetId', lazy: async () => ({ Component: (await import('../pages/SnippetPage')).SnippetPage }) },
    { path: 'templates/:templateId', lazy: async () => ({ Component: (await import('../pages/TemplatePage')).TemplatePage }) },
    { path: 'mail-lab', lazy: async () => ({ Component: (await import('../pages/MailLabPage')).MailLabPage }) },
    { path: 'mail-lab/system', lazy: async () => ({ Component: (await import('../pages/SystemMailPage')).SystemMailPage }) },
    { path: 'mail-lab/system/:mailId', lazy: async () => ({ Component: (await import('../pages/SystemMailPage')).SystemMailPage }) },
    { path: 'mail-lab/:messageId', lazy: async () => ({ Component: (await import('../pages/MailLabPage')).MailLabPage }) },
  ],
  settingsRoutes: [{ path: 'sender', lazy: async () => ({ Component: (await import('../pages/SenderPage')).SenderPage }) }],
};
