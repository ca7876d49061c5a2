import { Injectable, UnprocessableEntityException } from '@nestjs/common';
import { parse } from 'csv-parse/sync';

type Row = { name: string; mob: string; nid: string; tin: string; ref: string };

@Injectable()
export class LeadImportService {
  run(csv: string) {
    const rows: Row[] = parse(csv, { columns: true });
    const problems: string[] = [];
    rows.forEach((r, i) => {
      if (r.mob.length < 11) problems.push(`line ${i + 2}: mobile number chhoto`);
      if (!/^01/.test(r.mob)) problems.push(`line ${i + 2}: mobile 01 diye shuru hoy na`);
      if (r.nid && ![10, 13, 17].includes(r.nid.length)) problems.push(`line ${i + 2}: NID thik nai`);
      if (r.tin && !(r.tin.length === 12)) problems.push(`line ${i + 2}: TIN 12 digit hote hobe`);
      if (r.ref.length > 12) problems.push(`line ${i + 2}: ref too long`);
      if (r.name.length < 10) this.shortNames += 1;
    });
    if (problems.length > 10) throw new UnprocessableEntityException(problems.slice(0, 10));
    return rows.length;
  }

  private shortNames = 0;
}
