"""Articles the tests of the page work on."""

TALKS = """Ministers agree on ferry line
OSLO, 3 May 2021 - Norway's Foreign Minister Ine Soreide met Danish Foreign Minister Jeppe Kofod in Oslo on Monday.
They agreed to open a ferry line between the two countries in 2023, the ministry said.
The line will cost 40 million euros and carry 900 passengers a day, Soreide told reporters."""
FLOOD = """Flood closes bridge
LISBON, 9 October 2019 - Heavy rain closed two bridges in Lisbon on Wednesday, the city's fire service said.
The fire service said 14 people were brought to safety from their cars.
Trains to Porto were late by up to three hours, the railway company said."""
HOSTILE = """<script>window.hacked = 1</script> talks <img src=x onerror="window.hacked = 2">
VIENNA, 4 June 2020 - The <b onmouseover="window.hacked = 3">ministers</b> met in Vienna on Thursday, officials said.
The envoy said [click](javascript:window.hacked=4) and ![x](http://192.0.2.1/x.png) would cost 12 million euros.
The text \u202etxt.exe\u202c was sent to 15 offices by ${window.hacked = 5} and {{constructor}}, the office said."""
