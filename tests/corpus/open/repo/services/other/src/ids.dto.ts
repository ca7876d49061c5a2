import { Length, Matches, MaxLength, MinLength } from 'class-validator';

export class IdsDto {
  @Length(17, 17) vin: string;
  @Length(10, 10) isbn10: string;
  @Length(13, 13) isbn13: string;
  @Matches(/^\d{10}$/) npi: string;
  @Matches(/^\d{13}$/) gtin: string;
  @Matches(/^\d{10}$/) agentCode: string;
  @MaxLength(17) username: string;
  @MinLength(10) password: string;
  @Length(13, 13) consignment: string;
  @Matches(/^[A-Z]{2}\d{7}$/) passportNo: string;
  @Matches(/^\d{17}$/) birthCertificateNo: string;
  @Matches(/^\d{3}-\d{2}-\d{4}$/) ssn: string;
  @Matches(/^\d{12}$/) aadhaar: string;
  @Matches(/^\d{13}$/) cnicPakistan: string;
  @Length(11, 11) drivingLicence: string;
  @Matches(/^\d{11}$/) meterNo: string;
  @Length(11, 11) swiftBic: string;
  @Matches(/^\d{8}$/) fax: string;
  @MaxLength(14) containerNo: string;
  @Matches(/^\d{11}$/) lcNumber: string;
  @Matches(/^\d{5}$/) hotline: string;
  @Matches(/^\d{13}$/) invoiceNo: string;
  @Matches(/^\d{13}$/) eanCode: string;
  @Length(9, 9) cusip: string;
  @Length(13, 13) policyNo: string;
}
