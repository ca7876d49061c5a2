import { Party } from './party.entity';
import { Posting } from './posting.entity';

export const entities = [Party, Posting];
