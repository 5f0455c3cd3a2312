import { IsInt, IsOptional, Matches, Min } from 'class-validator';

export class ProposeAdoptionDto {
  /** The draft that is to become the rules. */
  @IsInt()
  @Min(1)
  draftVersion!: number;

  /** SHA-256 of the draft's canonical JSON, where the proposer has checked it. */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  ruleBookHash?: string;
}
