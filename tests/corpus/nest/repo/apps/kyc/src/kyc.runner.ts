import { Injectable } from '@nestjs/common';

@Injectable()
export class KycRunner {
  async run(nids: string[]) {
    return nids.filter((nid) => [10, 13, 17].includes(nid.length));
  }

  async runOld(nids: string[]) {
    return nids.filter((nid) => nid.length === 13);
  }
}
