"""Claim statuses in our own short words: category (STC01-1), status (STC01-2) and whom it is about (STC01-3)."""

STATUSES = """
category A0 | received and sent on to another
category A1 | received; not yet taken into processing
category A2 | taken into processing
category A3 | returned: cannot be processed
category A4 | not found
category A5 | split into several claims
category A6 | rejected: something is missing
category A7 | rejected: something is wrong
category A8 | rejected: values that do not go together
category E1 | the payer's system does not answer now
category E2 | the holder of the information does not answer now
category E3 | correction needed: values that do not go together
category E4 | correction needed: what the two partners agreed was not kept

status 16 | sent on to another
status 19 | receipt confirmed
status 20 | accepted for processing
status 21 | something is missing or wrong
status 23 | returned
status 24 | not approved to send claims electronically
status 25 | not approved
status 26 | not found
status 54 | a duplicate of a claim already processed
status 78 | a duplicate of a claim in process
status 96 | no agreement
status 97 | the patient's eligibility was not found
status 109 | not eligible
status 116 | sent to the wrong payer
status 121 | too many service lines
status 122 | missing or wrong data stop the processing
status 124 | name, address or identifier
status 125 | name
status 126 | address
status 127 | telephone number or other contact
status 128 | tax identifier
status 133 | older provider number (UPIN)
status 138 | location number
status 142 | licence or certificate
status 143 | state licence
status 145 | specialty (taxonomy)
status 148 | social security number
status 153 | identifier
status 156 | the patient's relationship to the subscriber
status 157 | sex
status 158 | date of birth
status 159 | date of death
status 163 | group or policy number
status 164 | member number
status 171 | other insurance
status 178 | the charge
status 183 | amount paid
status 186 | price of equipment
status 187 | day of service
status 188 | days of the statement
status 189 | day of admission
status 190 | day of discharge
status 191 | last menses
status 193 | first consultation
status 195 | days of disability
status 196 | return to work
status 201 | earlier placement of a dental appliance
status 202 | replacement of a dental appliance
status 203 | placement of a dental appliance
status 210 | last X-ray
status 214 | day of the prescription
status 218 | drug code (NDC)
status 219 | prescription number
status 228 | type of bill
status 229 | source of admission
status 231 | type of admission
status 232 | admitting diagnosis
status 233 | hour of discharge
status 234 | status at discharge
status 240 | surfaces of the tooth
status 242 | teeth, surfaces or quadrants
status 244 | tooth
status 245 | quadrant or arch
status 247 | a service line
status 249 | place of service
status 250 | kind of service
status 252 | authorization number
status 254 | first-listed diagnosis
status 255 | a diagnosis
status 256 | diagnosis related group
status 258 | days or units of a service
status 262 | operation that the anesthesia was for
status 266 | where the ride began and ended
status 267 | miles of transport
status 273 | weight
status 286 | what another payer decided
status 306 | a description of the service
status 333 | release of information
status 335 | certificate of equipment
status 360 | assignment of benefits
status 384 | first or replaced prosthesis
status 386 | purpose of the orthodontic treatment
status 388 | care after the operation began
status 389 | care after the operation ended
status 397 | onset of the illness
status 400 | the claim does not add up
status 402 | an amount must be more than zero
status 428 | reason for the ride by ambulance
status 448 | a combination that may not be billed
status 453 | modifier
status 454 | procedure code
status 455 | revenue code
status 460 | condition code
status 464 | the payer's number of the earlier claim
status 465 | principal procedure
status 466 | signature on file
status 468 | source of the patient's signature
status 469 | charge of a purchased service
status 471 | whether it was an emergency
status 476 | units
status 477 | pointer to a diagnosis
status 478 | the claim's own number
status 479 | identifier of the other payer
status 480 | kind of insurance
status 481 | the format of the file or claim
status 489 | number of the attachment
status 490 | other procedure
status 496 | the sender is not approved for electronic claims
status 500 | postal code
status 501 | state
status 502 | city
status 503 | street
status 505 | first name
status 507 | procedure code (HCPCS)
status 509 | external cause of injury
status 510 | a day in the future
status 511 | a character that is not allowed
status 512 | a value that is too long
status 514 | middle name
status 516 | day on which the other payer decided
status 517 | number of the adjusted repriced claim
status 518 | number of the adjusted repriced line
status 519 | amount of an adjustment
status 520 | quantity of an adjustment
status 521 | reason of an adjustment
status 525 | begin of therapy
status 527 | condition of a certificate
status 529 | revision of a certificate
status 530 | adjustment indicator
status 535 | claim frequency code
status 543 | number of the clearinghouse
status 544 | laboratory certificate (CLIA)
status 548 | type of contract
status 555 | reason of the delay
status 556 | demonstration project
status 560 | additional identifier
status 561 | name of the contact
status 562 | national provider identifier
status 564 | EPSDT
status 567 | list of the place of service
status 568 | family planning
status 569 | fixed-format information
status 575 | homebound
status 576 | batch of the vaccine
status 578 | type of insurance
status 579 | investigational device
status 580 | last certification
status 581 | last day of work
status 583 | charge of the line
status 584 | number of the line
status 586 | note to the line
status 588 | medical record number
status 589 | acceptance of assignment
status 593 | Medicare crossover
status 596 | amount not covered
status 604 | reference of the file
status 611 | peer review authorization
status 617 | postage
status 625 | number of the predetermination
status 626 | pregnancy
status 628 | pricing
status 629 | number of the casualty claim
status 630 | laboratory certificate of the referrer
status 633 | cause of the accident
status 636 | number of the repriced line
status 639 | what the patient owes
status 640 | sales tax
status 642 | exception to authorization
status 643 | amount paid for the line
status 645 | service tax
status 647 | day of shipment
status 650 | special program
status 653 | day of the test
status 658 | treatment code
status 659 | unit of measure
status 663 | name of the group
status 672 | another payer's payment does not add up
status 673 | the patient's reason for the visit
status 680 | country
status 681 | currency
status 684 | an error told in the 997 or 999
status 693 | an amount may not be negative
status 695 | part of the country
status 696 | group of an adjustment
status 698 | kind of form
status 699 | answer in a form
status 701 | begin of treatment
status 702 | number of the repriced claim
status 704 | note to the claim
status 710 | what another payer decided for the line
status 713 | condition of the patient
status 714 | care plan oversight
status 715 | acute manifestation
status 718 | sent after the filing limit
status 719 | occurrence code
status 721 | occurrence span code
status 724 | quantity of the drug
status 725 | value code
status 727 | day of the accident
status 728 | state of the accident
status 731 | test result
status 732 | does not follow the payer's billing rules
status 741 | must be a person
status 742 | rank of the payer
status 746 | a file that was sent before
status 750 | state of the automobile accident
status 753 | copayment status
status 754 | suffix of the name
status 756 | day of receipt
status 757 | day the patient was last seen
status 760 | status of the tooth
status 761 | referral number

entity 1P | the provider
entity 36 | the employer
entity 40 | the receiver
entity 41 | the submitter
entity 71 | the attending clinician
entity 72 | the operating clinician
entity 73 | another clinician
entity 77 | the service location
entity 82 | the rendering provider
entity 85 | the billing provider
entity 87 | the pay-to provider
entity AY | the clearinghouse
entity DK | the ordering clinician
entity DN | the referring clinician
entity DQ | the supervising clinician
entity GB | the other insured
entity IL | the subscriber
entity PR | the payer
entity QB | the provider of purchased services
entity QC | the patient
"""
