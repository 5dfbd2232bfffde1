function e({el:r}){r.classList.add("gapless")}var o={render:e};export{o as default};
