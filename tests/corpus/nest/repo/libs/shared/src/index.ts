export * from './identifiers';
export { taka } from './money';
export { IsBdMobile } from './is-bd-mobile.decorator';
