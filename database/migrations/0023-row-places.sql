-- Where the lines of a spreadsheet's text stand in it: blank rows are no lines, and a workbook has several sheets. Kept as long as the text.
alter table registry.import_file add column line_places json;
