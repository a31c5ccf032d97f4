export { CurrencySelect } from '../../shared/form/CurrencySelect';
