import { Provider } from '@nestjs/common';
import { BdNumberCheck } from './checks/bd-number.check';
import { NUMBER_CHECK } from './checks/tokens';

const base: Provider[] = [{ provide: NUMBER_CHECK, useClass: BdNumberCheck }];
export const providers: Provider[] = base.concat([]);
