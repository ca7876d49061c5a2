import { Body, Controller, Post, UnprocessableEntityException } from '@nestjs/common';

type NewContact = { nid?: string; oldNid?: string; msisdn: string; altPhone?: string; extension?: string };

@Controller('contacts')
export class ContactController {
  @Post()
  create(@Body() body: NewContact) {
    const problems: string[] = [];
    if (body.nid && !/^(\d{10}|\d{13}|\d{17})$/.test(body.nid)) problems.push('nid');
    if (body.oldNid && body.oldNid.length < 13) problems.push('oldNid');
    if (!/^8801[3-9][0-9]{8}$/.test(body.msisdn)) problems.push('msisdn');
    if (body.altPhone && body.altPhone.length !== 11) problems.push('altPhone must be a mobile number of 11 digits');
    if (body.extension && !/^\d{3,4}$/.test(body.extension)) problems.push('extension');
    if (problems.length > 0) throw new UnprocessableEntityException(problems);
    return { ok: true };
  }
}
