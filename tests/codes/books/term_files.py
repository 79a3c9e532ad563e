"""Small files of terms in the layout of the CDC: a table of neoplasms, one of drugs, the two indexes. Few terms; their codes are facts."""

NEOPLASM = b"""\
<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM TABLE of NEOPLASMS</title>
<indexHeading><head col="1">Site</head><head col="2">Malignant Primary</head><head col="3">Malignant Secondary</head>
<head col="4">Ca in situ</head><head col="5">Benign</head><head col="6">Uncertain Behavior</head>
<head col="7">Unspecified Behavior</head></indexHeading>
<letter><title>N</title>
<mainTerm><title>Neoplasm, neoplastic</title><cell col="2">C80.1</cell><cell col="3">C79.9</cell><cell col="4">D09.9</cell>
<cell col="5">D36.9</cell><cell col="6">D48.9</cell><cell col="7">D49.9</cell>
<term level="1"><title>abdomen, abdominal</title><cell col="2">C76.2</cell><cell col="3">C79.89-</cell>
<cell col="4">D09.8</cell><cell col="5">D36.7</cell><cell col="6">D48.7</cell><cell col="7">D49.89</cell>
 <term level="2"><title>cavity</title><cell col="2">C76.2</cell><cell col="3">C79.89-</cell><cell col="4">D09.8</cell>
<cell col="5">D36.7</cell><cell col="6">D48.7</cell><cell col="7">D49.89</cell></term>
 <term level="2"><title>wall</title><nemod/><seeAlso>Neoplasm, abdomen, wall, skin</seeAlso><cell col="2">C44.509</cell>
<cell col="3">C79.2</cell><cell col="4">D04.5</cell><cell col="5">D23.5</cell><cell col="6">D48.5</cell>
<cell col="7">D49.2</cell></term></term>
<term level="1"><title>breast <nemod>(connective tissue) (glandular tissue) (soft parts)</nemod></title>
<cell col="2">C50.9-</cell><cell col="3">C79.81</cell><cell col="4">D05.-</cell><cell col="5">D24.-</cell>
<cell col="6">D48.6-</cell><cell col="7">D49.3</cell>
 <term level="2"><title>areola</title><cell col="2">C50.0-</cell><cell col="3">C79.81</cell><cell col="4">D05.-</cell>
<cell col="5">D24.-</cell><cell col="6">D48.6-</cell><cell col="7">D49.3</cell></term>
 <term level="2"><title>axillary tail</title><cell col="2">C50.6-</cell><cell col="3">C79.81</cell>
<cell col="4">D05.-</cell><cell col="5">D24.-</cell><cell col="6">D48.6-</cell><cell col="7">D49.3</cell></term>
 <term level="2"><title>skin</title><cell col="2">C44.501</cell><cell col="3">C79.2</cell><cell col="4">D04.5</cell>
<cell col="5">D23.5</cell><cell col="6">D48.5</cell><cell col="7">D49.2</cell>
  <term level="3"><title>basal cell carcinoma</title><cell col="2">C44.511</cell><cell col="3">--</cell>
<cell col="4">--</cell><cell col="5">--</cell><cell col="6">--</cell><cell col="7">--</cell></term></term>
 <term level="2"><title>upper-outer quadrant</title><cell col="2">C50.4-</cell><cell col="3">C79.81</cell>
<cell col="4">D05.-</cell><cell col="5">D24.-</cell><cell col="6">D48.6-</cell><cell col="7">D49.3</cell></term></term>
<term level="1"><title>lung</title><cell col="2">C34.9-</cell><cell col="3">C78.0-</cell><cell col="4">D02.2-</cell>
<cell col="5">D14.3-</cell><cell col="6">D38.1</cell><cell col="7">D49.1</cell>
 <term level="2"><title>upper lobe</title><cell col="2">C34.1-</cell><cell col="3">C78.0-</cell><cell col="4">D02.2-</cell>
<cell col="5">D14.3-</cell><cell col="6">D38.1</cell><cell col="7">D49.1</cell></term></term>
</mainTerm></letter></ICD10CM.index>
"""

DRUG = b"""\
<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM TABLE of DRUGS and CHEMICALS</title>
<indexHeading><head col="1">Substance</head><head col="2">Poisoning, Accidental (unintentional)</head>
<head col="3">Poisoning, Intentional self-harm</head><head col="4">Poisoning, Assault</head>
<head col="5">Poisoning, Undetermined</head><head col="6">Adverse effect</head><head col="7">Underdosing</head></indexHeading>
<letter><title>A</title>
<mainTerm><title>Acetaminophen</title><cell col="2">T39.1X1</cell><cell col="3">T39.1X2</cell><cell col="4">T39.1X3</cell>
<cell col="5">T39.1X4</cell><cell col="6">T39.1X5</cell><cell col="7">T39.1X6</cell></mainTerm>
<mainTerm><title>Aspirin <nemod>(aluminum) (soluble)</nemod></title><cell col="2">T39.011</cell>
<cell col="3">T39.012</cell><cell col="4">T39.013</cell><cell col="5">T39.014</cell><cell col="6">T39.015</cell>
<cell col="7">T39.016</cell></mainTerm>
</letter><letter><title>W</title>
<mainTerm><title>Warfarin</title><cell col="2">T45.511</cell><cell col="3">T45.512</cell><cell col="4">T45.513</cell>
<cell col="5">T45.514</cell><cell col="6">T45.515</cell><cell col="7">T45.516</cell>
<term level="1"><title>rodenticide</title><cell col="2">T60.4X1</cell><cell col="3">T60.4X2</cell>
<cell col="4">T60.4X3</cell><cell col="5">T60.4X4</cell><cell col="6">--</cell><cell col="7">--</cell></term></mainTerm>
</letter></ICD10CM.index>
"""

INDEX = b"""\
<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
<letter><title>D</title>
<mainTerm><title>Diabetes, diabetic <nemod>(mellitus) (sugar)</nemod></title><code>E11.9</code>
 <term level="1"><title>due to drug or chemical</title><code>E09.9</code><term level="2"><title>with</title>
<term level="3"><title>hyperglycemia</title><code>E09.65</code></term></term></term>
 <term level="1"><title>type 2</title><code>E11.9</code><term level="2"><title>with</title>
<term level="3"><title>hyperglycemia</title><code>E11.65</code></term>
<term level="3"><title>neuropathy</title><see>Diabetes, type 2, with hyperglycemia</see></term></term></term>
 <term level="1"><title>bronzed</title><code>E83.110</code></term></mainTerm>
<mainTerm><title>Distress</title><term level="1"><title>respiratory
<nemod>(adult) (child)</nemod></title><code>R06.03</code></term></mainTerm>
</letter><letter><title>N</title>
<mainTerm><title>Neoplasm, neoplastic</title><see>Table of Neoplasms</see></mainTerm>
<mainTerm><title>Neuralgia, neuralgic
<nemod>(acute)</nemod></title><code>M79.2</code><seeAlso>Distress, respiratory</seeAlso></mainTerm>
</letter></ICD10CM.index>
"""

EXTERNAL = b"""\
<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM EXTERNAL CAUSE of INJURIES INDEX</title>
<letter><title>F</title><mainTerm><title>Fall, falling <nemod>(accidental)</nemod></title><code>W19</code>
<term level="1"><title>from, off</title>
<term level="2"><title>ladder</title><code>W11</code></term></term></mainTerm></letter></ICD10CM.index>
"""
