import { IsNumberString, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';

export class CreateVendorDto {
  @IsString()
  @MaxLength(120)
  name: string;

  @IsNumberString({ no_symbols: true })
  @Length(10, 10)
  tin: string;

  @Matches(/^\d{9}$/, { message: 'BIN: nine digits' })
  bin: string;

  @Matches(/^\+8801[3-9]\d{7}$/, { message: 'mobile: +8801...' })
  mobile: string;

  @IsOptional()
  @Matches(/^\d{9}$/, { message: 'routing number of the bank branch: nine digits' })
  routingNumber?: string;

  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(10, 10)
  meterNumber?: string;
}

/** Foreign vendors that import through an agent give the agent's numbers. */
export class ImportAgentDto {
  @Matches(/^[0-9]{12}$/, { message: 'e-TIN: twelve digits' })
  tin: string;

  @Matches(/^(\d{11}|\d{13})$/, { message: 'BIN of the agent' })
  agentBin: string;

  @Matches(/^(?:\+?880|0)1[3-9][0-9]{8}$/, { message: 'mobile: 01XXXXXXXXX' })
  mobile: string;
}
