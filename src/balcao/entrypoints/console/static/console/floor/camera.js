// Reading barcodes with the camera: by the browser where it can, else by a WebAssembly reader that
// is loaded when the camera is first opened.
(() => {
  "use strict";
  const KINDS = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "itf", "qr_code", "data_matrix"];
  const EVERY = 150;
  const opener = document.querySelector("[data-camera]");
  if (!opener) return;
  const box = document.getElementById("camera");
  const video = box.querySelector("video");
  const { take, say } = window.balcaoScan;
  let stream = null, timer = 0;

  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) {
    opener.hidden = true; // no camera, or not over https
    return;
  }

  const native = async () => {
    if (!("BarcodeDetector" in window)) return null;
    const known = await window.BarcodeDetector.getSupportedFormats();
    if (!known.includes("ean_13") || !known.includes("code_128")) return null;
    const reader = new window.BarcodeDetector({ formats: KINDS.filter((kind) => known.includes(kind)) });
    return async () => (await reader.detect(video))[0]?.rawValue;
  };

  const loaded = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error("not loaded"));
    document.head.append(script);
  });

  const compiled = async () => {
    const { reader, wasm } = opener.dataset;
    if (!window.ZXingWASM) await loaded(reader);
    window.ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => wasm } });
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      if (!video.videoWidth) return undefined;
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      pen.drawImage(video, 0, 0);
      const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
      const found = await window.ZXingWASM.readBarcodes(picture, { tryHarder: true, maxNumberOfSymbols: 1 });
      return found[0]?.text;
    };
  };

  const close = () => {
    window.clearTimeout(timer);
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    box.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };

  const open = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch {
      say("The camera cannot be used. Allow it in the browser, or type the code.", "bad");
      return;
    }
    box.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    video.srcObject = stream;
    await video.play();
    let read;
    try {
      read = (await native()) || (await compiled());
    } catch {
      close();
      say("The barcode reader could not be loaded. Check the network, or type the code.", "bad");
      return;
    }
    const look = async () => {
      if (!stream) return;
      const code = await read().catch(() => undefined);
      if (code && stream) {
        close();
        take(code);
        return;
      }
      timer = window.setTimeout(look, EVERY);
    };
    look();
  };

  opener.addEventListener("click", () => (stream ? close() : open()));
  box.querySelector("button").addEventListener("click", close);
  window.addEventListener("pagehide", close);
})();
