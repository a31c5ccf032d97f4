export { InsightsView as InsightsPage } from '../../features/insights/InsightsView';
