import { PartialType } from '@nestjs/mapped-types';
import { Type } from 'class-transformer';
import { IsNotEmpty, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { IsBdMobile, TIN_PATTERN } from '@shared';

export class OwnerDto {
  @Matches(/^(\d{10}|\d{17})$/)
  nid: string;
}

export class GuarantorDto {
  @Length(13, 13)
  nid: string;
}

export class CreateVendorDto {
  @IsNotEmpty()
  name: string;

  @Matches(TIN_PATTERN)
  tin: string;

  @IsOptional()
  @Length(13, 14)
  bin?: string;

  @IsBdMobile()
  mobile: string;

  @ValidateNested()
  @Type(() => OwnerDto)
  owner: OwnerDto;

  @IsOptional()
  guarantor?: GuarantorDto;
}

export class UpdateVendorDto extends PartialType(CreateVendorDto) {}

export class BulkVendorDto {
  @Length(12, 12)
  tin: string;
}

export class VendorRow {
  @Length(10, 10)
  tin: string;
}
