// What every page runs. Each part stands in its own file and listens on the document, so that pieces htmx brings in work too.
import "./htmx-setup.js";
import "./composing.js";
import "./validation.js";
import "./sheets.js";
import "./menus.js";
import "./confirm.js";
import "./lookup.js";
import "./large-type.js";
import "./flash.js";
import "./submit-once.js";
import "./drafts.js";
import "./unsaved.js";
import "./files.js";
import "./upload.js";
import "./copy.js";
import "./times.js";
import "./network.js";
